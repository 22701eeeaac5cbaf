import { useEffect } from 'react'
import { isDesktop } from '#renderer/platform/desktop.ts'
import { signInCode, signInProblem, tryAgain } from '#renderer/state/workstation/connection.ts'
import { runOnDesktop } from '#renderer/state/workstation/desktopProgram.ts'
import { type GithubSignIn as GithubSignInState, githubSignIn, offerGithub } from './githubSignIn.ts'
import { signInProblemText } from './signInProblemText.ts'
import { forgetAll } from '#renderer/state/kept/forgetAll.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { GithubSignIn } from './GithubSignIn.tsx'
import * as words from './laterWords.ts'

/** Sign-in links work only at the workstation's own address, the only one with plain HTTP. */
const linksWork = location.protocol === 'http:'

/** Shown instead of the app while this browser is not signed in: the ways to sign in from here. */
export function SignedOut() {
  const refusal = useStore(signInProblem, (value) => value)
  const code = useStore(signInCode, (value) => value)
  const problem = refusal ?? (code === null ? null : signInProblemText(code))
  const github = useStore(githubSignIn, (value) => value)
  useEffect(offerGithub, [])
  // What was read goes with the right to read it.
  useEffect(() => void forgetAll(), [])
  return (
    <main className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-130 px-4 py-12">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <h1 className="mt-4 text-xl font-semibold">
          {isDesktop() ? words.thisWindowIsNotSignedIn : words.thisBrowserIsNotSignedIn}
        </h1>
        <p className="mt-2 text-base text-muted">{words.yourSessionsGoOnMeanwhile}</p>
        {problem !== null && (
          <div className="mt-4">
            <Problem>{problem}</Problem>
          </div>
        )}
        {isDesktop() ? <ByProgram /> : <InBrowser github={github} />}
      </div>
    </main>
  )
}

function InBrowser({ github }: { readonly github: GithubSignInState }) {
  return (
    <>
      {github.kind === 'absent' ? !linksWork && <WithPairing /> : <GithubSignIn state={github} />}
      {linksWork && <WithLink />}
      <Button className="mt-6" onClick={() => void tryAgain()}>
        {words.tryAgain}
      </Button>
    </>
  )
}

/** For the desktop program's window, which the program signs in. */
function ByProgram() {
  return (
    <Button className="mt-6" onClick={() => void runOnDesktop('window.sign_in', {})}>
      {words.signIn}
    </Button>
  )
}

function WithLink() {
  return (
    <>
      <h2 className="mt-6 text-sm font-semibold">{words.withALinkFromThe}</h2>
      <p className="mt-1 text-muted">{words.itWorksOnceForTen}</p>
      <CodeBlock text={words.homeportStart} label={words.command} />
      <p className="text-muted">{words.itFindsTheRunningHomeport(<code className="font-mono">npm start</code>)}</p>
    </>
  )
}

function WithPairing() {
  return (
    <section className="mt-6" aria-label={words.pairThisDevice}>
      <h2 className="text-sm font-semibold">{words.pairThisDevice}</h2>
      <p className="mt-1 text-muted">{words.atTheWorkstationOpenMachine}</p>
    </section>
  )
}
