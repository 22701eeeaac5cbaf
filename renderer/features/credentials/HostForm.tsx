import { type FormEvent, type ReactNode, useState } from 'react'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

interface HostFormProps {
  /** What the host is at first. */
  readonly usual: string
  readonly hint: string
  readonly submit: { readonly label: string; readonly isReady: boolean }
  readonly keep: (host: string) => Promise<void>
  readonly onDone: () => void
  /** Further fields. */
  readonly children?: ReactNode
}

/** Asks for a host, and keeps something for it; what stands in the way is said above the buttons. */
export function HostForm({ usual, hint, submit, keep, onDone, children }: HostFormProps) {
  const [host, setHost] = useState(usual)
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <form className="my-3 space-y-3" onSubmit={(event) => void onSubmit(event)}>
      <PlainText label={words.host} hint={hint} value={host} onChange={setHost} />
      {children}
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={host.trim() === '' || !submit.isReady}>
          {submit.label}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </form>
  )

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    try {
      await keep(host)
      onDone()
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
}

interface PlainTextProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly placeholder?: string
  readonly onChange: (text: string) => void
}

/** A field for what is no prose. */
export function PlainText({ label, hint, onChange, ...field }: PlainTextProps) {
  return (
    <Field label={label} hint={hint}>
      <TextInput
        autoCapitalize="none"
        spellCheck={false}
        {...field}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  )
}
