import type { Facts, Question } from './facts.ts'
import type { RefusalCode, Rule } from './rule.ts'

export type Decision = { allowed: true } | { allowed: false; code: RefusalCode; rule: string }

/** Every rule that hears the question must agree. A question that no rule hears is refused. */
export function decide(rules: readonly Rule[], question: Question, facts: Facts): Decision {
  const asked = rules.filter((rule) => rule.asks.includes(question))
  if (asked.length === 0) return { allowed: false, code: 'UNANSWERED', rule: 'none' }

  for (const rule of asked) {
    const code = rule.refuse(facts)
    if (code !== null) return { allowed: false, code, rule: rule.id }
  }
  return { allowed: true }
}
