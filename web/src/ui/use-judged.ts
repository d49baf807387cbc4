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
