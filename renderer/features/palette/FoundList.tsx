import { FileText, Folder, History, type LucideIcon, PanelsTopLeft, Settings2, Zap } from 'lucide-react'
import { Fragment, useEffect, useRef } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import { Key } from '#renderer/ui/Key.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ToneDot } from '#renderer/ui/ToneLabel.tsx'
import { isPlain } from '#shared/text/hiddenCharacters.ts'
import { type Entry, type Found, type Group, groups } from './entries.ts'
import * as words from './words.ts'

const icons: Readonly<Record<Group, LucideIcon>> = {
  files: FileText,
  sessions: Zap,
  messages: History,
  commands: Zap,
  projects: Folder,
  pages: PanelsTopLeft,
  settings: Settings2,
}

interface FoundListProps {
  id: string
  found: readonly Found[]
  /** The id of the entry that Enter opens. */
  active: string | null
  query: string
  onChoose: (entry: Entry) => void
}

/** What was found, by group. */
export function FoundList({ id, found, active, query, onChoose }: FoundListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={words.results}
      className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-1.5"
    >
      {groups.map((group) => {
        const mine = found.filter(({ entry }) => entry.group === group)
        return (
          mine.length > 0 && (
            <div key={group} role="group" aria-label={words.groups[group]}>
              <div aria-hidden="true" className="px-3.5 pt-3 pb-1 text-xs font-semibold text-muted">
                {words.groups[group]}
              </div>
              {mine.map((one) => (
                <Option
                  key={one.entry.id}
                  id={optionId(id, one.entry)}
                  found={one}
                  isActive={one.entry.id === active}
                  onChoose={onChoose}
                />
              ))}
            </div>
          )
        )
      })}
      {found.length === 0 && (
        <div role="option" aria-selected="false" aria-disabled="true" className="px-3.5 py-8 text-center text-muted">
          {noMatch(query)}
        </div>
      )}
    </div>
  )
}

function noMatch(query: string): string {
  return query.trim() === '@' ? words.typeAPartOfA : words.noMatchForQuery(query)
}

/** The id of an entry's element. */
export function optionId(list: string, { id }: Entry): string {
  return `${list} ${id}`.replaceAll(' ', '-')
}

function Option(props: { id: string; found: Found; isActive: boolean; onChoose: (entry: Entry) => void }) {
  const { id, found, isActive, onChoose } = props
  const { entry, ranges } = found
  const Icon = icons[entry.group]
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) {
      row.current?.scrollIntoView({ block: 'nearest' })
    }
  }, [isActive])
  return (
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isActive}
      onClick={() => onChoose(entry)}
      className={classes(
        'mx-0 flex min-h-9.5 cursor-pointer items-center gap-2.5 px-3.5 hover:bg-raised touch:min-h-11',
        isActive && 'bg-accent-ground',
      )}
    >
      {entry.tone === undefined ? (
        <Icon className="size-4 shrink-0 text-muted" aria-hidden="true" />
      ) : (
        <span className="flex size-4 shrink-0 items-center justify-center">
          <ToneDot tone={entry.tone} />
        </span>
      )}
      <bdi className="min-w-0 max-w-[70%] shrink-0 truncate">
        <Emphasised text={entry.label} ranges={ranges} />
      </bdi>
      <bdi className="min-w-0 truncate text-muted">
        <Marked text={entry.detail} />
      </bdi>
      <span className="flex-1" />
      {entry.keys !== undefined && <Key>{entry.keys}</Key>}
    </div>
  )
}

/** A text with what fits the query in bold. Hidden characters are shown as marks instead. */
function Emphasised({ text, ranges }: { text: string; ranges: Found['ranges'] }) {
  if (!isPlain(text) || ranges.length === 0) {
    return <Marked text={text} />
  }
  const end = ranges.at(-1)?.[1] ?? 0
  return (
    <>
      {ranges.map(([from, to], index) => (
        <Fragment key={from}>
          {text.slice(ranges[index - 1]?.[1] ?? 0, from)}
          <b>{text.slice(from, to)}</b>
        </Fragment>
      ))}
      {text.slice(end)}
    </>
  )
}
