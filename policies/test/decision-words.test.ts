import { expect, test } from 'vitest'
import { QUESTIONS, REFUSALS, RULES, decisionSentence, ruleWords } from '../src/index.ts'

const names = {
  who: 'Amélie DURAND',
  the: 'le journal de Mme Perrichon',
  of: 'du journal de Mme Perrichon',
  within: 'dans le journal de Mme Perrichon',
  whom: 'Paul MARTIN',
}

test('a refusal is told as somebody would tell it', () => {
  expect(decisionSentence('fr', 'refused', { question: 'message.redact', action: null, code: 'NO_LONGER_THE_LAST' }, names)).toBe(
    'Amélie DURAND a voulu supprimer un message dans le journal de Mme Perrichon : ce message n’est plus le dernier.',
  )
  expect(decisionSentence('fr', 'done', { question: 'message.redact', action: null, code: null }, names)).toBe(
    'Amélie DURAND a pu supprimer un message dans le journal de Mme Perrichon.',
  )
  const rename = { question: 'state.set', action: 'm.room.name', code: 'ROOM_SETTINGS_FOLLOW_THE_REGISTRY' }
  expect(decisionSentence('fr', 'may-not', rename, names)).toBe(
    'Amélie DURAND ne peut pas renommer le journal de Mme Perrichon : les réglages d’un salon suivent le registre.',
  )
})

test('what an older version recorded is still told', () => {
  const old = { question: 'room.teleport', action: 'x', code: 'NO_MORE' }
  expect(decisionSentence('en', 'refused', old, names)).toBe('Amélie DURAND wanted to room.teleport: NO_MORE.')
  expect(decisionSentence('fr', 'refused', { question: 'toString', action: 'constructor', code: 'valueOf' }, names)).toContain('toString')
})

test('every question and every refusal has its sentence, in both languages', () => {
  const sentences = (['fr', 'en'] as const).flatMap((language) => [
    ...QUESTIONS.map((question) => decisionSentence(language, 'done', { question, action: null, code: null }, names)),
    ...Object.keys(REFUSALS).map((code) => decisionSentence(language, 'refused', { question: 'room.read', action: null, code }, names)),
  ])
  expect(sentences.filter((sentence) => /undefined|[A-Z]_[A-Z]|[a-z]\.[a-z]/.test(sentence))).toEqual([])
})

test('every rule is told in French', () => {
  for (const { id, why } of RULES) {
    expect(ruleWords('fr', id).why, id).not.toBe(why)
    expect(ruleWords('fr', id).is, id).not.toContain('-')
    expect(ruleWords('en', id).why).toBe(why)
  }
})
