import type { ReactNode } from 'react'
import type { Session } from '#shared/session/session.ts'
import { digits, dollars, exactTime } from '#renderer/format/numbers.ts'
import { effortName } from '#renderer/format/effortName.ts'
import { modelName, permissionModes } from '#renderer/format/statusLabel.ts'
import { useStore } from '#renderer/state/store.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { trustText } from '#renderer/views/trustText.ts'
import { LoginButton } from '../LoginButton.tsx'
import { loginText } from '../loginText.ts'
import { TrustButton } from '../TrustButton.tsx'
import * as words from '../laterWords.ts'

/** What a session is, what it took, whom it bills, and what its folder may do. */
export function InfoTab({ session }: { session: Session }) {
  const mayDrive = useMay('drive')
  const isDemo = useStore(claude, (state) => state.kind === 'ready' && state.value.demo)
  const mayChange = mayDrive && session.status !== 'TERMINATED'
  const mode = permissionModes[session.permission_mode]
  return (
    <dl className="divide-y divide-line">
      <Fact name={words.folder} copies={session.workspace_path}>
        <bdi className="font-mono text-xs wrap-anywhere">
          <Marked text={session.workspace_path} code />
        </bdi>
      </Fact>
      <Fact name={words.model}>
        <Marked text={modelName(session.model)} />
      </Fact>
      {(session.effort !== null || session.effort_levels.length > 0) && (
        <Fact name={words.effort}>{effortName(session.effort)}</Fact>
      )}
      <Fact name={words.permissionMode} detail={mode.means}>
        {mode.name}
      </Fact>
      <Fact name={words.used} detail={cacheText(session)}>
        {usedText(session)}
      </Fact>
      <Fact name={words.begun} detail={exactTime(session.created_at)}>
        <RelativeTime at={session.created_at} />
      </Fact>
      <Fact name={words.sessionId} copies={session.id}>
        <span className="font-mono text-xs wrap-anywhere">{session.id}</span>
      </Fact>
      {!isDemo && (
        <Fact name={words.billingAccount}>
          <p>{loginText(session.login)}</p>
          {mayChange && <LoginButton session={session} />}
        </Fact>
      )}
      <Fact name={words.trust}>
        <p>{trustText(session.trust.state).sentence}</p>
        {mayChange && <TrustButton session={session}>{words.trustAndPermissions}</TrustButton>}
      </Fact>
    </dl>
  )
}

/** One line of what is known. `copies`: the text that its button copies. */
function Fact(props: { name: string; detail?: string; copies?: string; children: ReactNode }) {
  const { name, detail = '', copies, children } = props
  return (
    <div className="grid grid-cols-[128px_minmax(0,1fr)_auto] items-baseline gap-x-3 py-2.5 max-md:grid-cols-[minmax(0,1fr)_auto]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 space-y-1 max-md:col-start-1">
        <div className="space-y-2">{children}</div>
        {detail !== '' && <div className="text-muted">{detail}</div>}
      </dd>
      {copies !== undefined && (
        <dd className="-my-1.5 self-center max-md:col-start-2 max-md:row-span-2 max-md:row-start-1">
          <CopyButton text={copies} label={words.copyName(name.toLowerCase())} />
        </dd>
      )}
    </div>
  )
}

function usedText({ usage, cost_usd, turn_count }: Session): string {
  const { input_tokens, output_tokens } = usage
  return [
    words.turns(turn_count),
    words.tokensInAndOut(digits(input_tokens), digits(output_tokens)),
    ...(cost_usd > 0 ? [dollars(cost_usd)] : []),
  ].join(' · ')
}

/** Empty where nothing was cached. */
function cacheText({
  usage: { cache_read_input_tokens: read, cache_creation_input_tokens: written },
}: Session): string {
  return read + written === 0 ? '' : words.cacheTokens(digits(read), digits(written))
}
