import { useEffect, useEffectEvent, useState } from 'react'
import { Field, TextInput } from './Field.tsx'
import * as words from './laterWords.ts'

/** The search starts after a pause of this length. */
const SETTLE_MS = 250
/** The maximum of the server's searches. */
const MAX_LENGTH = 200

/** A debounced search field. `wanted`: the current search. Too long input is not cut but reported. */
export function SearchField(props: { wanted: string; placeholder: string; onSearch: (text: string) => void }) {
  const { wanted, placeholder, onSearch } = props
  const [typed, setTyped] = useState(wanted)
  const [shown, setShown] = useState(wanted)
  const isTooLong = typed.trim().length > MAX_LENGTH
  if (shown !== wanted) {
    // Changed from outside.
    setShown(wanted)
    setTyped(wanted)
  }
  const search = useEffectEvent(onSearch)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== wanted && !isTooLong) {
        search(typed)
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, wanted, isTooLong])
  return (
    <Field label={words.search} hint={isTooLong ? tooLong(typed.trim().length) : undefined}>
      <TextInput
        type="search"
        value={typed}
        placeholder={placeholder}
        aria-invalid={isTooLong}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Field>
  )
}

function tooLong(length: number): string {
  return words.aSearchTakesAtMost(MAX_LENGTH, length)
}
