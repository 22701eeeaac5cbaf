import { useState } from 'react'
import type { GithubSetupStatus } from '#shared/operations/github.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { nameGithubApp } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { GithubAppForm } from './GithubAppForm.tsx'
import * as words from '../words.ts'

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
      <h3 className="font-medium">{words.signInWithGitHub}</h3>
      <p>
        {(has_secret ? words.appOfHost : words.appWithCodes)(host, <code className="wrap-anywhere">{client_id}</code>)}
      </p>
      {fixed_by === null ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setChanging(true)}>{words.changeTheApp}</Button>
          <Button onClick={() => void switchOff()}>{words.switchSignInOff}</Button>
        </div>
      ) : (
        <p className="text-muted">{words.theVariableNamesTheApp(fixed_by)}</p>
      )}
    </div>
  )
}

async function switchOff(): Promise<void> {
  try {
    await nameGithubApp({ client_id: null })
    showToast(words.nobodySignsInWithGitHub)
  } catch (error) {
    showToast(errorMessage(error))
  }
}
