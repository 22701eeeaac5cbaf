import { useEffect } from 'react'
import { isDesktop } from '#renderer/platform/desktop.ts'
import { signInProblem, tryAgain } from '#renderer/state/workstation/connection.ts'
import { runOnDesktop } from '#renderer/state/workstation/desktopProgram.ts'
import { type GithubSignIn as GithubSignInState, githubSignIn, offerGithub } from './githubSignIn.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { GithubSignIn } from './GithubSignIn.tsx'

/** Sign-in links work only at the workstation's own address, the only one with plain HTTP. */
const linksWork = location.protocol === 'http:'

/** Shown instead of the app while this browser is not signed in: the ways to sign in from here. */
export function SignedOut() {
  const problem = useStore(signInProblem, (value) => value)
  const github = useStore(githubSignIn, (value) => value)
  useEffect(offerGithub, [])
  return (
    <main className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-130 px-4 py-12">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <h1 className="mt-4 text-xl font-semibold">This {isDesktop() ? 'window' : 'browser'} is not signed in</h1>
        <p className="mt-2 text-base text-muted">Your sessions go on meanwhile.</p>
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
      {github.kind === 'absent' ? !linksWork && <NoWayIn /> : <GithubSignIn state={github} />}
      {linksWork && <WithLink />}
      <Button className="mt-6" onClick={() => void tryAgain()}>
        Try again
      </Button>
    </>
  )
}

/** For the desktop program's window, which the program signs in. */
function ByProgram() {
  return (
    <Button className="mt-6" onClick={() => void runOnDesktop('window.sign_in', {})}>
      Sign in
    </Button>
  )
}

function WithLink() {
  return (
    <>
      <h2 className="mt-6 text-sm font-semibold">With a link from the workstation</h2>
      <p className="mt-1 text-muted">
        It works once, for ten minutes. Get a fresh one in a terminal there, and open it here:
      </p>
      <CodeBlock text="homeport start" label="Command" />
      <p className="text-muted">
        It finds the running Homeport and prints a new link. In a checkout of the source, run{' '}
        <code className="font-mono">npm start</code> instead.
      </p>
    </>
  )
}

function NoWayIn() {
  return (
    <section className="mt-6" aria-label="Nobody can sign in from here yet">
      <h2 className="text-sm font-semibold">Nobody can sign in from here yet</h2>
      <p className="mt-1 text-muted">
        Other devices sign in with GitHub, and that is not set up. The owner does it once, at the workstation: on its
        page “Remote access”, step “Who may enter”. Then come back to this page.
      </p>
    </section>
  )
}
