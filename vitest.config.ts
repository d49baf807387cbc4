import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{policies,bridge,web,synapse-config}/test/**/*.test.ts'],
    // One real PostgreSQL, Synapse and bridge for all of them.
    globalSetup: ['synapse-config/stack/shared-stack.ts'],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 150_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
  },
})
