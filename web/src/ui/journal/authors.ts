import { createContext, use } from 'react'
import type { House } from '../../matrix/deletable.ts'

export interface Author {
  readonly name: string
  /** Empty for accounts of the service. */
  readonly profession: string
}
/** Whose conversation it is: its sentences say « journal » or « cahier de liaison ». */
export type Book = 'journal' | 'liaison'
/** The names of those who wrote, by their Matrix identifiers. */
export interface Authors {
  readonly book: Book
  readonly me: string
  readonly house: House
  readonly of: (userId: string) => Author
}
export const AuthorsContext = createContext<Authors | null>(null)
export function useAuthors(): Authors {
  const authors = use(AuthorsContext)
  if (authors === null) throw new Error('useAuthors needs an AuthorsContext')
  return authors
}
