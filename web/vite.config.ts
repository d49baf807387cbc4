import react from '@vitejs/plugin-react'
import { type Plugin, defineConfig } from 'vite'
import { readFileSync, writeFileSync } from 'node:fs'

/** For work on the pages alone: what the public port of `npm start` answers. */
const running = { target: 'http://localhost:8080' }

/** Never loaded: there is no encryption here. */
const UNUSED = /\.wasm$|rust-crypto/

/** Writes into the service worker what the professionals' pages are made of; not the console. */
function shellFiles(): Plugin {
  const files = new Set<string>()
  return {
    name: 'shell-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const add = (name: string): void => {
        const part = bundle[name]
        if (part === undefined || files.has(name) || UNUSED.test(name)) return
        files.add(name)
        if (part.type !== 'chunk') return
        const { importedCss, importedAssets } = part.viteMetadata ?? { importedCss: [], importedAssets: [] }
        for (const other of [...part.imports, ...part.dynamicImports, ...importedCss, ...importedAssets]) add(other)
      }
      for (const part of Object.values(bundle)) if (part.type === 'chunk' && part.isEntry && part.name === 'index') add(part.fileName)
    },
    closeBundle() {
      const path = `${import.meta.dirname}/dist/sw.js`
      const names = [...files].toSorted().map((name) => `/${name}`)
      writeFileSync(path, readFileSync(path, 'utf8').replace('const FILES = []', `const FILES = ${JSON.stringify(names)}`))
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), shellFiles()],
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
