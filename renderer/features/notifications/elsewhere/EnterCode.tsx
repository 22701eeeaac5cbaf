import { useId } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { TextInput } from '#renderer/ui/Field.tsx'
import { words } from './words.ts'

/** Proof that an e-mail address is of its person; the server says what is wrong with the code. */
export function EnterCode(props: {
  target: string
  isBusy: boolean
  onCode: (code: string) => void
  onAnother: () => void
}) {
  const { target, isBusy, onCode, onAnother } = props
  const about = useId()
  return (
    <form
      className="w-full space-y-2 rounded-control border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault()
        const code = new FormData(event.currentTarget).get('code')
        onCode(typeof code === 'string' ? code.trim() : '')
      }}
    >
      <p id={about} className="text-muted">
        {words.codeSent}
      </p>
      <div className="flex flex-wrap gap-2">
        <TextInput
          name="code"
          required
          aria-label={words.codeOf(target)}
          aria-describedby={about}
          className="w-36! font-mono"
          placeholder="1234 5678"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*\d{4}[\s\-]?\d{4}\s*"
          maxLength={12}
        />
        <Button type="submit" variant="primary" disabled={isBusy}>
          {words.confirm}
        </Button>
        <Button variant="ghost" disabled={isBusy} aria-label={words.anotherTo(target)} onClick={onAnother}>
          {words.another}
        </Button>
      </div>
    </form>
  )
}
