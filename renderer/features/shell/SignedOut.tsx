import { connection, signInProblem } from '#renderer/state/connection.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/ui/CodeBlock.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

/** Shown instead of the app while the workstation does not know this browser. */
export function SignedOut() {
  const problem = useStore(signInProblem, (value) => value)
  return (
    <main className="mx-auto w-full max-w-130 px-4 py-12">
      <img src="/icon.svg" alt="" width="40" height="40" />
      <h1 className="mt-4 text-xl font-semibold">This browser is not signed in</h1>
      <p className="mt-2 text-base text-muted">
        A sign-in link works once, for ten minutes. Get a fresh one on the workstation and open it here; your sessions
        go on meanwhile.
      </p>
      {problem !== null && (
        <div className="mt-4">
          <Problem>{problem}</Problem>
        </div>
      )}
      <h2 className="mt-6 text-sm font-semibold">In a terminal on the workstation</h2>
      <CodeBlock text="homeport start" label="Command" />
      <p className="text-muted">
        It finds the running Homeport and prints a new link. In a checkout of the source, run{' '}
        <code className="font-mono">npm start</code> instead. With the app installed, choose <b>Open Homeport</b> in the
        tray.
      </p>
      <Button className="mt-6" onClick={connection.start}>
        Try again
      </Button>
    </main>
  )
}
