import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { GithubSetupStatus } from '#shared/operations/github.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { nameGithubApp } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from '../words.ts'

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
      <h3 className="font-medium">{words.signInWithGitHub}</h3>
      <p className="text-muted">{words.otherDevicesSignInWith}</p>
      <AtGithub github={github} address={address} />
      <Field label={words.clientId} hint={words.shownByGitHubOnceThe}>
        <PlainInput value={clientId} placeholder={words.ov23li} onText={setClientId} />
      </Field>
      <details className="group">
        <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 text-muted touch:min-h-11">
          <ChevronRight className="size-4 group-open:rotate-90" aria-hidden="true" />
          {words.clientSecretForSignIn}
        </summary>
        <div className="mt-2">
          <Field
            label={words.clientSecret}
            hint={github.has_secret ? words.oneIsKeptEmptyIt : words.withoutItPeopleTypeA}
          >
            <PlainInput value={secret} onText={setSecret} isSecret />
          </Field>
        </div>
      </details>
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={clientId.trim() === ''}>
          {words.saveTheApp}
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>{words.leaveItAsItIs}</Button>}
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
        {words.openHostAndPressNew(
          <a href={github.apps_url} target="_blank" rel="noreferrer" className="text-accent underline">
            {words.oAuthAppsAtHost(github.host)}
          </a>,
        )}
      </li>
      <li>{words.applicationNameAsYouLike}</li>
      <li>
        {words.homepageUrl} <Copyable text={address} label={words.copyTheHomepageUrl} />
      </li>
      <li>
        {words.authorizationCallbackUrl}{' '}
        <Copyable text={`${address}/auth/github/callback`} label={words.copyTheCallbackUrl} />
        <span className="block text-xs text-muted">{words.usedBySignInBy}</span>
      </li>
      <li>{words.tickEnableDeviceFlowPress}</li>
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
