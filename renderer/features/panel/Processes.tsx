import type { MachineResources, ProcessUsage } from '#shared/operations/resources.ts'
import { resources } from './resources.ts'
import { useStore } from '#renderer/state/store.ts'
import { bytes, percent } from '#renderer/format/bytes.ts'
import { UsageRow } from './UsageRow.tsx'

/** The machine and Homeport's own processes, live. */
export function Processes() {
  const samples = useStore(resources, (value) => value)
  const machines = samples.flatMap(({ machine }) => machine ?? [])
  const last = machines.at(-1)
  if (last === undefined) {
    return (
      <p className="text-muted">{samples.length === 0 ? 'Measuring…' : 'For those who manage this workstation.'}</p>
    )
  }
  const cpu = (of: (machine: MachineResources) => Pick<ProcessUsage, 'cpu_percent'> | null) =>
    machines.flatMap((machine) => of(machine)?.cpu_percent ?? [])
  return (
    <ul className="divide-y divide-line">
      <UsageRow
        name={`Processor (${last.cores} cores)`}
        values={cpu((machine) => machine)}
        most={100}
        now={percent(last.cpu_percent)}
      />
      <UsageRow
        name={`Memory of ${bytes(last.memory.total_bytes)}`}
        values={machines.map(used)}
        most={last.memory.total_bytes}
        now={percent((used(last) / last.memory.total_bytes) * 100)}
        beside={bytes(used(last))}
      />
      <Process name="Server" usage={last.gateway} values={cpu((machine) => machine.gateway)} />
      {last.host !== null && <Process name="Session host" usage={last.host} values={cpu((machine) => machine.host)} />}
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
