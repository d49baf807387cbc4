/** Forgiving: neither case, accents, punctuation at the end nor the number of spaces matter. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").toLocaleLowerCase('fr')

export const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[\s,]+/)
    .filter((word) => word !== '')
