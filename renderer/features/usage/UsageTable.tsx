import { useState } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { digits, dollars, duration } from '#renderer/format/numbers.ts'
import type { UsageGroup } from './usageGroups.ts'
import * as words from './words.ts'

/** Rows shown before the table is expanded. */
const MOST_LINES = 50

/** A table of usage with every digit, in the order that it is given. */
export function UsageTable(props: {
  readonly title: string
  readonly groups: readonly UsageGroup[]
  /** The link of a row. */
  readonly href?: (group: UsageGroup) => string
  /** What those have in common that are not shown at first: `cost less` when nothing is said. */
  readonly hiddenAre?: string
}) {
  const { title, groups, href, hiddenAre } = props
  const [isWhole, setWhole] = useState(false)
  const isBilled = groups.some(({ cost_usd }) => cost_usd > 0)
  const hidden = isWhole ? 0 : groups.length - MOST_LINES
  return (
    <section aria-label={title} className="rounded-card border border-line bg-surface px-4 pt-3 pb-2">
      <h2 className="mb-1 text-sm font-semibold">{title}</h2>
      <div className="thin-scroll overflow-x-auto" tabIndex={0} role="group" aria-label={words.tableTitle(title)}>
        <table className="w-full min-w-200 table-fixed text-right text-sm tabular-nums">
          <Head isBilled={isBilled} />
          <tbody>
            {(isWhole ? groups : groups.slice(0, MOST_LINES)).map((group) => (
              <tr key={group.key} className="border-b border-line last:border-0 [&>td]:py-1.5 [&>td]:pl-3">
                <th scope="row" className="truncate py-1.5 text-left font-normal" title={group.label}>
                  {href === undefined ? (
                    <bdi>{group.label}</bdi>
                  ) : (
                    <Link href={href(group)} className="text-accent hover:underline">
                      <bdi>{group.label}</bdi>
                    </Link>
                  )}
                </th>
                {isBilled && <td>{dollars(group.cost_usd)}</td>}
                <td>{digits(group.turns)}</td>
                <td className="whitespace-nowrap">{duration(group.duration_ms)}</td>
                <Tokens amount={group.input_tokens} />
                <Tokens amount={group.output_tokens} />
                <Tokens amount={group.cache_read_input_tokens} />
                <Tokens amount={group.cache_creation_input_tokens} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && (
        <Button variant="ghost" className="my-1" onClick={() => setWhole(true)}>
          {words.showMore(digits(hidden), hiddenAre ?? (isBilled ? words.costLess : words.usedLess))}
        </Button>
      )}
    </section>
  )
}

function Head({ isBilled }: { isBilled: boolean }) {
  return (
    <thead className="text-xs text-muted">
      <tr className="border-b border-line [&>th]:py-1.5 [&>th]:pl-3 [&>th]:font-medium [&>th:not(:first-child)]:w-[11%]">
        <th scope="col" className="pl-0! text-left">
          {words.name}
        </th>
        {isBilled && <th scope="col">{words.cost}</th>}
        <th scope="col">{words.turns}</th>
        <th scope="col">{words.time}</th>
        <th scope="col">{words.inside}</th>
        <th scope="col">{words.out}</th>
        <th scope="col" title={words.tokensReadFromTheCache}>
          {words.cacheIn}
        </th>
        <th scope="col" title={words.tokensWrittenToTheCache}>
          {words.cacheOut}
        </th>
      </tr>
    </thead>
  )
}

function Tokens({ amount }: { amount: number }) {
  return <td className="whitespace-nowrap">{digits(amount)}</td>
}
