import { readFileSync } from 'node:fs'

/** Of the bridge, and of what runs it. */
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
export const VERSION = `${version} (Node ${process.versions.node})`
