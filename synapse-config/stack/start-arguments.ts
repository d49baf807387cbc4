import { parseArgs } from 'node:util'

export interface StartArguments {
  demo: boolean
  reset: boolean
  yes: boolean
  help: boolean
  port: number
  host: string
}

export const USAGE = `Usage : npm start -- [options]
  --port N     port public (8080 par défaut, ou la variable PORT)
  --host H     adresse d'écoute (127.0.0.1 par défaut ; 0.0.0.0 pour être vu du réseau)
  --no-demo    installation vide, avec un seul administrateur
  --reset      efface les données de .local/ après confirmation, puis démarre (--yes : sans demander)`

/** What the command line and PORT ask for, or one sentence about what is wrong with it. */
export function readStartArguments(args: string[], env: NodeJS.ProcessEnv): StartArguments | string {
  const options = {
    port: { type: 'string' },
    host: { type: 'string' },
    'no-demo': { type: 'boolean' },
    reset: { type: 'boolean' },
    yes: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const
  // Read loosely first, so that the sentence about an unknown argument is ours and in French.
  const { values, tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') return `Argument inconnu : « ${token.value} ».`
    if (token.kind !== 'option') continue
    const known = Object.entries(options).find(([name]) => name === token.name)?.[1]
    if (known === undefined) return `Argument inconnu : « ${token.rawName} ».`
    if (known.type === 'string' && (token.value === undefined || token.value === '')) return `${token.rawName} attend une valeur.`
    if (known.type === 'boolean' && token.value !== undefined) return `${token.rawName} ne prend pas de valeur.`
  }
  const named = typeof values.port === 'string' ? values.port : (env['PORT'] ?? '8080')
  const port = /^\d{1,5}$/.test(named) ? Number(named) : 0
  if (port < 1 || port > 65_535) return `« ${named} » n'est pas un port : un nombre de 1 à 65535 est attendu.`
  return {
    demo: values['no-demo'] !== true,
    reset: values.reset === true,
    yes: values.yes === true,
    help: values.help === true,
    port,
    host: typeof values.host === 'string' ? values.host : '127.0.0.1',
  }
}
