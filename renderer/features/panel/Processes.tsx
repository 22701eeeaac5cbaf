import type { MachineResources, ProcessUsage } from '#shared/operations/resources.ts'
import { resources } from './resources.ts'
import { useStore } from '#renderer/state/store.ts'
import { bytes, percent } from '#renderer/format/bytes.ts'
import { UsageRow } from './UsageRow.tsx'
import * as words from './words.ts'

/** The machine and Homeport's own processes, live. */
export function Processes() {
  const samples = useStore(resources, (value) => value)
  const machines = samples.flatMap(({ machine }) => machine ?? [])
  const last = machines.at(-1)
  if (last === undefined) {
    return <p className="text-muted">{samples.length === 0 ? words.measuring : words.forThoseWhoManageThis}</p>
  }
  const cpu = (of: (machine: MachineResources) => Pick<ProcessUsage, 'cpu_percent'> | null) =>
    machines.flatMap((machine) => of(machine)?.cpu_percent ?? [])
  return (
    <ul className="divide-y divide-line">
      <UsageRow
        name={words.processor(last.cores)}
        values={cpu((machine) => machine)}
        most={100}
        now={percent(last.cpu_percent)}
      />
      <UsageRow
        name={words.memoryOf(bytes(last.memory.total_bytes))}
        values={machines.map(used)}
        most={last.memory.total_bytes}
        now={percent((used(last) / last.memory.total_bytes) * 100)}
        beside={bytes(used(last))}
      />
      <Process name={words.server} usage={last.gateway} values={cpu((machine) => machine.gateway)} />
      {last.host !== null && (
        <Process name={words.sessionHost} usage={last.host} values={cpu((machine) => machine.host)} />
      )}
    </ul>
  )
}

function used({ memory }: MachineResources): number {
  return memory.total_bytes - memory.free_bytes
}

function Process({ name, usage, values }: { name: string; usage: ProcessUsage; values: readonly number[] }) {
  return (
    <UsageRow name={name} values={values} most={100} now={percent(usage.cpu_percent)} beside={bytes(usage.rss_bytes)} />
  )
}
