import { useState } from 'react'
import type { GithubSetupStatus } from '#shared/operations/github.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { nameGithubApp } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { GithubAppForm } from './GithubAppForm.tsx'

/** The OAuth app for sign-in with GitHub, or how to create one. */
export function GithubApp({ github, address }: { github: GithubSetupStatus; address: string }) {
  const [isChanging, setChanging] = useState(false)
  const { client_id, has_secret, host, fixed_by } = github
  if (client_id === null || isChanging) {
    return (
      <GithubAppForm
        github={github}
        address={address}
        onDone={() => setChanging(false)}
        {...(client_id === null ? {} : { onCancel: () => setChanging(false) })}
      />
    )
  }
  return (
    <div className="space-y-2">
      <h3 className="font-medium">Sign-in with GitHub</h3>
      <p>
        At {host}, with the app <code className="wrap-anywhere">{client_id}</code>:{' '}
        {has_secret ? 'by a click, or by a code.' : 'by a code that is typed in at GitHub.'}
      </p>
      {fixed_by === null ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setChanging(true)}>Change the app</Button>
          <Button onClick={() => void switchOff()}>Switch sign-in off</Button>
        </div>
      ) : (
        <p className="text-muted">The environment variable {fixed_by} names the app, so it cannot be changed here.</p>
      )}
    </div>
  )
}

async function switchOff(): Promise<void> {
  try {
    await nameGithubApp({ client_id: null })
    showToast('Nobody signs in with GitHub any more. Who is signed in stays so until you sign them out under Devices.')
  } catch (error) {
    showToast(errorMessage(error))
  }
}
