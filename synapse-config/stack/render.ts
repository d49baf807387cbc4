import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { synapseConfig } from './paths.ts'

export type Values = Record<string, string | number | object>

/** Fills a template: each {{name}} becomes a JSON value, which YAML reads as it is. A name without a value is a bug. */
export function render(template: string, values: Values): string {
  const text = readFileSync(join(synapseConfig, 'templates', template), 'utf8')
  return text.replace(/^(?!\s*#).*$/gm, (line) =>
    line.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`${template} asks for ${name}, which has no value`)
      return JSON.stringify(value)
    }),
  )
}
