import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** For work on the pages alone: what the public port of `npm start` answers. */
const running = { target: 'http://localhost:8080' }

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Tables of letters that look alike, against names chosen to deceive: here names come from the registry (rule names-follow-the-registry).
  resolve: { alias: { unhomoglyph: `${import.meta.dirname}/src/matrix/names-as-they-are.ts` } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // No data: URL, so that a strict Content-Security-Policy can stand.
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: 'index.html', admin: 'admin.html' } },
  },
  server: { proxy: { '/_matrix': running, '/.well-known': running, '/api': running, '/health': running } },
})
