import { join } from 'node:path'

/** The clone, wherever it lies: nothing here may depend on the current directory. */
export const repository = join(import.meta.dirname, '..', '..')
export const synapseConfig = join(repository, 'synapse-config')
export const nodeModules = join(repository, 'node_modules')

/** Everything this machine made and may remake. Never committed. */
export const localDir = join(repository, '.local')

/** Shared by `npm start` and the tests: a minute to install, the same for all. */
export const synapseVenv = join(localDir, 'synapse-venv')
