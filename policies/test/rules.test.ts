import { describe, expect, test } from 'vitest'
import { QUESTIONS, facts } from '../src/facts.ts'
import { RULES, decide } from '../src/index.ts'

describe.each(RULES.map((rule) => ({ rule, name: rule.id })))('$name', ({ rule }) => {
  test.each(rule.examples.map((example) => ({ example, name: example.that })))('$name', ({ example }) => {
    expect(rule.asks).toContain(example.asked)
    expect(rule.refuse(example.given)).toBe(example.answer)
  })

  test('shows both a permission or a refusal for what it hears', () => {
    expect(rule.examples.length).toBeGreaterThan(1)
    expect(rule.examples.some(({ answer }) => answer !== null)).toBe(true)
  })
})

test('a question that no rule hears is refused', () => {
  expect(decide([], 'message.send', facts())).toEqual({ allowed: false, code: 'UNANSWERED', rule: 'none' })
})

test('every question is heard by a rule', () => {
  for (const question of QUESTIONS)
    expect(
      RULES.some((rule) => rule.asks.includes(question)),
      question,
    ).toBe(true)
})
