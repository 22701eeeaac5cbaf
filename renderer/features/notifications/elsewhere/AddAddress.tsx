import { type FormEvent, useState } from 'react'
import { NotificationAddressKind } from '#shared/operations/notificationAddresses.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { addresses } from './addresses.ts'
import { kinds, words } from './words.ts'

/** The form for another one; the server says what is wrong with it. */
export function AddAddress({ canMail, onDone }: { canMail: boolean; onDone: () => void }) {
  const [kind, setKind] = useState<NotificationAddressKind>('ntfy')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const { target, placeholder, secret } = kinds[kind]
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setIsBusy(true)
    try {
      await add(kind, new FormData(event.currentTarget))
      onDone()
    } catch (error) {
      setProblem(errorMessage(error))
      setIsBusy(false)
    }
  }
  return (
    <form className="space-y-3 rounded-control border border-line p-3" onSubmit={(event) => void submit(event)}>
      <Field label={words.kind}>
        <Select value={kind} onChange={({ target: chosen }) => setKind(NotificationAddressKind.parse(chosen.value))}>
          {NotificationAddressKind.options.map((one) => (
            <option key={one} value={one} disabled={one === 'email' && !canMail}>
              {kinds[one].name}
            </option>
          ))}
        </Select>
      </Field>
      {!canMail && <p className="text-xs text-muted">{words.noMail}</p>}
      <Field label={target}>
        <TextInput
          name="target"
          required
          autoFocus
          maxLength={500}
          placeholder={placeholder}
          type={kind === 'email' ? 'email' : 'url'}
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      {secret !== null && (
        <Field label={secret}>
          <TextInput name="secret" type="password" autoComplete="off" maxLength={200} />
        </Field>
      )}
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={isBusy}>
          {words.save}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}

/** @throws HomeportError as the server says it. */
async function add(kind: NotificationAddressKind, form: FormData): Promise<void> {
  const [target, secret] = ['target', 'secret'].map((name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  })
  const chosen = secret === undefined || secret === '' ? {} : { secret }
  await connection.client.call('notifications.add_address', { kind, target: target ?? '', ...chosen })
  await addresses.refresh()
}
