import { type SyntheticEvent, useEffect, useRef, useState } from 'react'

/**
 * A form that says what is missing once somebody sends it, and puts them there. `onSent`: nothing is missing. The form takes the ref and
 * the handler; its fields tell what is wrong as long as `judged`.
 */
export function useJudged(lacks: boolean, onSent: () => void) {
  const [judged, setJudged] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (judged) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [judged])
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(false)
    // Judged anew each time: the focus goes back to what is wrong.
    if (lacks) setTimeout(() => setJudged(true))
    else onSent()
  }
  return { judged, form, onSubmit }
}

/** The same, of a form that says of each field what it lacks (undefined: nothing). `wrong`: what is told of them now. */
export function useMissing<Missing extends Readonly<Record<string, string | undefined>>>(missing: Missing, onSent: () => void) {
  const lacks = Object.values(missing).some((words) => words !== undefined)
  const { judged, form, onSubmit } = useJudged(lacks, onSent)
  const wrong: Partial<Missing> = judged ? missing : {}
  return { wrong, form, onSubmit }
}
