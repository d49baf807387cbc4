import type { Command } from './command.ts'

export const refus: Command = {
  name: 'refus',
  does: 'rappeler ce qui vous a été refusé dernièrement, et pourquoi',
  asks: 'refusals',
  answer: ({ refusals }) =>
    refusals.length === 0 ? 'Rien ne vous a été refusé dernièrement.' : refusals.map((sentence) => `• ${sentence}`).join('\n'),
}
