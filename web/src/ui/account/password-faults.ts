export type Field = 'present' | 'password' | 'again'
export type PasswordFault = 'present-missing' | 'too-short' | 'too-long' | 'differs'

/** As the server and the homeserver want it; whether it tells who one is, the server judges. */
export const PASSWORD_AT_LEAST = 12
const AT_MOST = 128

export function faultsOf({ present, password, again }: Record<Field, string>, withPresent: boolean): Partial<Record<Field, PasswordFault>> {
  return {
    ...(withPresent && present === '' ? { present: 'present-missing' } : {}),
    ...(password.length < PASSWORD_AT_LEAST ? { password: 'too-short' } : password.length > AT_MOST ? { password: 'too-long' } : {}),
    ...(again === password ? {} : { again: 'differs' }),
  }
}
