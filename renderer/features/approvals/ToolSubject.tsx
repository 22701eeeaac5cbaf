import { useMemo } from 'react'
import type { Approval, Danger } from '#shared/session/session.ts'
import { Command } from '#renderer/ui/Command.tsx'
import { Diff } from '#renderer/ui/Diff.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/ui/TextBlock.tsx'
import { hostOf } from '#renderer/words/hosts.ts'
import { within } from '#shared/session/paths.ts'
import type { CardPlace } from './cardPlace.ts'
import { Claim } from './Claim.tsx'
import { Fields } from './Fields.tsx'
import { Reasons } from './Reasons.tsx'
import { SkillFiles } from './SkillFiles.tsx'
import { type Subject, subjectOf } from './subject.ts'
import { useReplacing } from './useReplacing.ts'

/** The whole of what would happen: command, diff or address, every other field, and the folder it happens in. */
export function ToolSubject(props: { approval: Approval; dangers: readonly Danger[]; place: CardPlace }) {
  const { approval, dangers, place } = props
  const { workspace } = place
  const { main, claim, others } = useMemo(() => subjectOf(approval), [approval])
  const replacing = useReplacing(approval, place)
  const shown = main.kind === 'diff' && replacing !== null ? { ...main, lines: replacing } : main
  return (
    <>
      <Main main={shown} dangers={dangers} workspace={workspace} />
      <Fields fields={others} />
      <Reasons approval={approval} />
      <SkillFiles files={approval.skills ?? []} />
      <Claim text={claim} />
      <p className="text-xs [overflow-wrap:anywhere] text-muted">
        in{' '}
        <span dir="ltr" className="font-mono">
          <Marked text={workspace} code />
        </span>
      </p>
    </>
  )
}

function Main({ main, dangers, workspace }: { main: Subject['main']; dangers: readonly Danger[]; workspace: string }) {
  const ranges = useMemo(
    () =>
      dangers.flatMap(({ field, start, end }) =>
        field === 'command' && start !== undefined && end !== undefined ? [{ start, end }] : [],
      ),
    [dangers],
  )
  switch (main.kind) {
    case 'command':
      return <Command command={main.command} dangers={ranges} />
    case 'diff':
      return main.lines.length === 0 ? (
        <TextBlock text={`${within(main.path, workspace)}\n(an empty text)`} label="File" />
      ) : (
        <Diff lines={main.lines} path={within(main.path, workspace)} />
      )
    case 'url':
      return <Address url={main.url} />
    case 'none':
      return null
  }
}

function Address({ url }: { url: string }) {
  const host = hostOf(url)
  return (
    <>
      <TextBlock text={url} label="Address" />
      {host !== null && (
        <p className="[overflow-wrap:anywhere]">
          <span className="text-muted">Host: </span>
          <b className="font-mono font-semibold">{host}</b>
        </p>
      )}
    </>
  )
}
