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
import * as words from './words.ts'

const logins: Readonly<Record<ClaudeStatus['login'], string>> = {
  token: words.newSessionsOfYoursSign,
  subscription: words.newSessionsOfYoursCount,
  environment: words.newSessionsOfYoursBill,
  lent: words.newSessionsOfYoursBillThe,
  none: words.newSessionsOfYoursHave,
}

/** Claude Code's version, who is billed for the person's sessions, and their token. */
export function ClaudePage() {
  const state = useQuery(claude)
  const mayDrive = useMay('drive')
  return (
    <ScrollingPage title={words.claude}>
      {state.kind === 'loading' && <Loading what={words.askingTheWorkstation} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void claude.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && <Known status={state.value} />}
      <p className="flex flex-wrap gap-x-4">
        <Link href="/usage" className="inline-flex min-h-11 items-center text-muted underline">
          {words.whatWasUsed}
        </Link>
        {mayDrive && (
          <Link href="/welcome" className="inline-flex min-h-11 items-center text-muted underline">
            {words.firstSteps}
          </Link>
        )}
        <Link href="/" className="inline-flex min-h-11 items-center text-muted underline">
          {words.allSessions}
        </Link>
      </p>
    </ScrollingPage>
  )
}

function Known({ status }: { status: ClaudeStatus }) {
  const mayDrive = useMay('drive')
  return (
    <>
      <section aria-label={words.billingAccount} className="space-y-3 rounded-card border border-line bg-surface p-4">
        <h2 className="text-base font-semibold">{words.billingAccount}</h2>
        {status.demo ? (
          <p className="text-muted">{words.nobodyThisIsTheDemo}</p>
        ) : !mayDrive ? (
          <p className="text-muted">{words.nobodyForYouYourAccount}</p>
        ) : (
          <>
            <p className="text-muted">{logins[status.login]}</p>
            {status.vault_problem === null ? (
              <TokenForm hasToken={status.login === 'token'} vault={status.vault} />
            ) : (
              <VaultProblem problem={status.vault_problem} />
            )}
            <p className="text-xs text-muted">{words.otherPeopleOfThisWorkstation}</p>
          </>
        )}
      </section>
      <section aria-label={words.claudeCode} className="space-y-2 rounded-card border border-line bg-surface p-4">
        <h2 className="text-base font-semibold">{words.claudeCodeVersion(status.version)}</h2>
        {status.path !== null && <CodeBlock text={status.path} label={words.whereItLies} />}
        {status.problem !== null && <Problem>{status.problem}</Problem>}
      </section>
    </>
  )
}
