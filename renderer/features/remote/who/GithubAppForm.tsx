import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { GithubSetupStatus } from '#shared/operations/github.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { nameGithubApp } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

interface FormProps {
  readonly github: GithubSetupStatus
  readonly address: string
  readonly onDone: () => void
  readonly onCancel?: () => void
}

/** How to create the app at GitHub, and the fields for its ids. */
export function GithubAppForm({ github, address, onDone, onCancel }: FormProps) {
  const [clientId, setClientId] = useState(github.client_id ?? '')
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h3 className="font-medium">Sign-in with GitHub</h3>
      <p className="text-muted">
        Other devices sign in with a GitHub account that you name. For that GitHub wants to know this workstation: an
        OAuth app of yours, made once in two minutes.
      </p>
      <AtGithub github={github} address={address} />
      <Field label="Client ID" hint="Shown by GitHub once the app is registered. It is no secret.">
        <PlainInput value={clientId} placeholder="Ov23li…" onText={setClientId} />
      </Field>
      <details className="group">
        <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 text-muted touch:min-h-11">
          <ChevronRight className="size-4 group-open:rotate-90" aria-hidden="true" />
          Client secret, for sign-in by a click (optional)
        </summary>
        <div className="mt-2">
          <Field
            label="Client secret"
            hint={
              github.has_secret
                ? 'One is kept. Empty: it stays, as long as the client ID does.'
                : 'Without it people type a short code in at GitHub, which works as well. It is kept in the vault of this machine.'
            }
          >
            <PlainInput value={secret} onText={setSecret} isSecret />
          </Field>
        </div>
      </details>
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={clientId.trim() === ''}>
          Save the app
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>Leave it as it is</Button>}
      </div>
    </form>
  )

  async function save(): Promise<void> {
    try {
      const client_secret = secret.trim()
      await nameGithubApp({ client_id: clientId.trim(), ...(client_secret === '' ? {} : { client_secret }) })
      onDone()
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
}

function AtGithub({ github, address }: { github: GithubSetupStatus; address: string }) {
  return (
    <ol className="list-decimal space-y-1.5 pl-5">
      <li>
        Open{' '}
        <a href={github.apps_url} target="_blank" rel="noreferrer" className="text-accent underline">
          OAuth apps at {github.host}
        </a>{' '}
        and press “New OAuth App”.
      </li>
      <li>Application name: as you like, for example “Homeport”.</li>
      <li>
        Homepage URL: <Copyable text={address} label="Copy the homepage URL" />
      </li>
      <li>
        Authorization callback URL: <Copyable text={`${address}/auth/github/callback`} label="Copy the callback URL" />
        <span className="block text-xs text-muted">
          Used by sign-in by a click only. When the address of this workstation changes, change it there too.
        </span>
      </li>
      <li>Tick “Enable Device Flow”, press “Register application”, and bring its client ID back:</li>
    </ol>
  )
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      <code className="min-w-0 wrap-anywhere">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  )
}

function PlainInput(props: {
  value: string
  placeholder?: string
  isSecret?: boolean
  onText: (text: string) => void
}) {
  return (
    <TextInput
      type={props.isSecret === true ? 'password' : 'text'}
      value={props.value}
      placeholder={props.placeholder}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => props.onText(event.target.value)}
    />
  )
}
