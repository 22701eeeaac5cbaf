import { useMemo } from 'react'
import type { Approval, Danger, SkillFile } from '#shared/session/session.ts'
import { Command } from '#renderer/content/command/Command.tsx'
import { Diff } from '#renderer/content/lines/Diff.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { hostOf } from './hosts.ts'
import { within } from '#shared/session/paths.ts'
import type { CardContext } from './cardContext.ts'
import { Claim } from './Claim.tsx'
import { Fields } from './Fields.tsx'
import { Reasons } from './Reasons.tsx'
import { type Subject, subjectOf } from './subject.ts'
import { useReplacedFileDiff } from './useReplacedFileDiff.ts'
import * as words from './laterWords.ts'

/** The complete request: command, diff or address, every other field, and the folder it runs in. */
export function ToolSubject(props: { approval: Approval; dangers: readonly Danger[]; context: CardContext }) {
  const { approval, dangers, context } = props
  const { workspace } = context
  const { main, claim, others } = useMemo(() => subjectOf(approval), [approval])
  const replacing = useReplacedFileDiff(approval, context)
  const shown = main.kind === 'diff' && replacing !== null ? { ...main, lines: replacing } : main
  return (
    <>
      <Main main={shown} dangers={dangers} workspace={workspace} />
      <Fields fields={others} />
      <Reasons approval={approval} />
      <SkillFiles files={approval.skills ?? []} />
      {!isNameOf(main, claim, workspace) && <Claim text={claim} />}
      <p className="text-xs [overflow-wrap:anywhere] text-muted">
        {words.inFolder(
          <span dir="ltr" className="font-mono">
            <Marked text={workspace} code />
          </span>,
        )}
      </p>
    </>
  )
}

/** Claude Code describes the writing of a file by its name, which stands above it already. */
function isNameOf(main: Subject['main'], claim: string | undefined, workspace: string): boolean {
  return main.kind === 'diff' && claim !== undefined && within(main.path, workspace).endsWith(claim)
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
        <TextBlock text={words.withinAnEmptyText(within(main.path, workspace))} label={words.file} />
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
      <TextBlock text={url} label={words.address} />
      {host !== null && (
        <p className="[overflow-wrap:anywhere]">
          {words.hostIs(
            (text) => (
              <span className="text-muted">{text}</span>
            ),
            <b className="font-mono font-semibold">{host}</b>,
          )}
        </p>
      )}
    </>
  )
}

/** What a skill's file allows without asking, found after the folder was trusted. */
function SkillFiles({ files }: { readonly files: readonly SkillFile[] }) {
  return files.map(({ path, brings, is_whole }) => (
    <section key={path} aria-label={words.skillOfAFolderBelow}>
      <p className="[overflow-wrap:anywhere] text-muted">
        {(is_whole ? words.skillIn : words.beginningOfSkillIn)(
          <span dir="ltr" className="font-mono">
            <Marked text={path} code />
          </span>,
        )}
      </p>
      <TextBlock text={brings} label={words.whatItBrings} />
    </section>
  ))
}
