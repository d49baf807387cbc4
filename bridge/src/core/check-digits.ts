/** Luhn's key over digits, as the RPPS (11 digits) and FINESS (9 digits) numbers use it (ANS, référentiels RPPS et FINESS). */
export function luhnIsRight(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return /^\d+$/.test(digits) && sum % 10 === 0
}

export const isRpps = (text: string): boolean => /^\d{11}$/.test(text) && luhnIsRight(text)

/** Corsican numbers (2A…, 2B…) carry a letter, for which no public source states the key: only their form is checked. */
export const isFiness = (text: string): boolean => (/^\d{9}$/.test(text) ? luhnIsRight(text) : /^2[AB]\d{7}$/.test(text))
