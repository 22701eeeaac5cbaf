import type { QueryState } from '#renderer/state/query.ts'
import { type WhoMayEnter, whoMayEnter } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { AccountRow } from './AccountRow.tsx'
import { AddAccount } from './AddAccount.tsx'
import { GithubApp } from './GithubApp.tsx'
import { MemberSessions } from './MemberSessions.tsx'
import * as words from '../words.ts'

/**
 * Step 1: sign-in with GitHub, and the allowed accounts. `address`: the current or future address of the workstation.
 */
export function WhoStep({ who, address }: { who: QueryState<WhoMayEnter>; address: string }) {
  switch (who.kind) {
    case 'loading':
      return <Loading what={words.askingTheWorkstation} />
    case 'failed':
      return (
        <Problem action={<Button onClick={() => void whoMayEnter.refresh()}>{words.tryAgain}</Button>}>
          {who.message}
        </Problem>
      )
    case 'ready': {
      const { github, accounts } = who.value
      const hasMe = accounts.some((account) => account.is_local_owner)
      return (
        <>
          <GithubApp github={github} address={address} />
          <div className="space-y-3">
            <h3 className="font-medium">{words.accounts}</h3>
            {accounts.length > 0 && (
              <ul className="rounded-control border border-line px-3">
                {accounts.map((account) => (
                  <AccountRow key={account.github_id} account={account} />
                ))}
              </ul>
            )}
            <AddAccount host={github.host} hasMe={hasMe} />
          </div>
          <MemberSessions />
        </>
      )
    }
  }
}
