import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { TokenForm } from '#renderer/views/token/TokenForm.tsx'
import { VaultProblem } from '#renderer/views/token/VaultProblem.tsx'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeBlock } from '#renderer/content/CodeBlock.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'

const logins: Readonly<Record<ClaudeStatus['login'], string>> = {
  token: 'New sessions of yours sign in with your token, and bill the account it belongs to.',
  subscription: 'New sessions of yours count against the subscription that Claude Code is signed in with.',
  environment: 'New sessions of yours bill the key in the environment that Homeport was started in.',
  lent: 'New sessions of yours bill the owner of this workstation, who lends you their login.',
  none: 'New sessions of yours have nothing to sign in with.',
}

/** Claude Code's version, who is billed for the person's sessions, and their token. */
export function ClaudePage() {
  const state = useQuery(claude)
  const mayDrive = useMay('drive')
  return (
    <ScrollingPage title="Claude">
      {state.kind === 'loading' && <Loading what="Asking the workstation…" />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void claude.refresh()}>Try again</Button>}>{state.message}</Problem>
      )}
      {state.kind === 'ready' && <Known status={state.value} />}
      <p className="flex flex-wrap gap-x-4">
        <Link href="/usage" className="inline-flex min-h-11 items-center text-muted underline">
          What was used
        </Link>
        {mayDrive && (
          <Link href="/welcome" className="inline-flex min-h-11 items-center text-muted underline">
            First steps
          </Link>
        )}
        <Link href="/" className="inline-flex min-h-11 items-center text-muted underline">
          All sessions
        </Link>
      </p>
    </ScrollingPage>
  )
}

function Known({ status }: { status: ClaudeStatus }) {
  const mayDrive = useMay('drive')
  return (
    <>
      <section aria-label="Billing account" className="space-y-3 rounded-card border border-line bg-surface p-4">
        <h2 className="text-base font-semibold">Billing account</h2>
        {status.demo ? (
          <p className="text-muted">Nobody: this is the demo, and a stand-in answers.</p>
        ) : !mayDrive ? (
          <p className="text-muted">Nobody for you: your account can only look, and starts no sessions.</p>
        ) : (
          <>
            <p className="text-muted">{logins[status.login]}</p>
            {status.vault_problem === null ? (
              <TokenForm hasToken={status.login === 'token'} vault={status.vault} />
            ) : (
              <VaultProblem problem={status.vault_problem} />
            )}
            <p className="text-xs text-muted">
              Other people of this workstation do not see your token; only its owner can lend theirs, in the settings. A
              single session can get another one, in the bar above its conversation.
            </p>
          </>
        )}
      </section>
      <section aria-label="Claude Code" className="space-y-2 rounded-card border border-line bg-surface p-4">
        <h2 className="text-base font-semibold">Claude Code {status.version}</h2>
        {status.path !== null && <CodeBlock text={status.path} label="Where it lies" />}
        {status.problem !== null && <Problem>{status.problem}</Problem>}
      </section>
    </>
  )
}
