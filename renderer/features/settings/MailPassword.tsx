import { type FormEvent, useState } from 'react'
import { useQuery } from '#renderer/state/query.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

const mailPassword = queries.define({
  key: 'mail_password',
  fetch: () => connection.client.call('notifications.has_mail_password', {}),
  needs: 'local',
})

/** The one setting that no file holds: whether there is one, and another one in its place. */
export function MailPassword() {
  const { state, problem, isBusy, keep } = useMailPassword()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = event.currentTarget
    const password = new FormData(form).get('password')
    if (typeof password === 'string' && password !== '') {
      void keep(password).then(() => form.reset())
    }
  }
  const isKept = state.kind === 'ready' && state.value.kept
  const isTold = state.kind === 'ready' && state.value.problem === undefined
  return (
    <li className="px-4 py-3">
      <form className="grid gap-x-6 gap-y-2 md:grid-cols-[1fr_240px]" onSubmit={submit}>
        <About said={isTold ? (isKept ? words.aPasswordIsKept : words.noPasswordIsKept) : ''} />
        <div className="flex min-w-0 flex-col gap-2">
          <TextInput
            id="mail-password"
            name="password"
            type="password"
            autoComplete="off"
            maxLength={500}
            aria-describedby="mail-password-about"
            placeholder={isKept ? words.anotherOne : ''}
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" disabled={isBusy}>
              {words.savePassword}
            </Button>
            {isKept && (
              <Button variant="ghost" disabled={isBusy} onClick={() => void keep(null)}>
                {words.deletePassword}
              </Button>
            )}
          </div>
          {problem !== null && <Problem>{problem}</Problem>}
        </div>
      </form>
    </li>
  )
}

function About({ said }: { said: string }) {
  return (
    <div className="min-w-0">
      <label htmlFor="mail-password" className="font-medium">
        {words.mailPassword}
      </label>
      <p id="mail-password-about" className="text-muted">
        {words.aboutMailPassword}
      </p>
      <p role="status" className="text-xs text-muted">
        {said}
      </p>
    </div>
  )
}

function useMailPassword() {
  const state = useQuery(mailPassword)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const keep = async (password: string | null): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await connection.client.call('notifications.mail_password', { password })
      await mailPassword.refresh()
    } catch (error) {
      setProblem(errorMessage(error))
    }
    setBusy(false)
  }
  const unknown = state.kind === 'failed' ? state.message : state.kind === 'ready' ? state.value.problem : undefined
  return { state, problem: problem ?? unknown ?? null, isBusy, keep }
}
