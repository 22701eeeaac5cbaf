import type { Reporter, TestCase, TestModule } from 'vitest/node'

const FOLDER = '/test/attack/'

interface Row {
  cases: number
  right: number
}

/** Ends a run that held attacks with a table: area, cases, right. */
export class AttackTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const areas = new Map<string, Row>()
    for (const module of modules) {
      if (module.moduleId.replaceAll('\\', '/').includes(FOLDER)) {
        for (const test of module.children.allTests()) {
          count(areas, test)
        }
      }
    }
    if (areas.size > 0) {
      process.stdout.write(`\n${tableOf(areas)}\n`)
    }
  }
}

function count(areas: Map<string, Row>, test: TestCase): void {
  const area = test.parent.type === 'suite' ? test.parent.name : 'other'
  const row = areas.get(area) ?? { cases: 0, right: 0 }
  row.cases += 1
  row.right += test.result().state === 'passed' ? 1 : 0
  areas.set(area, row)
}

function tableOf(areas: ReadonlyMap<string, Row>): string {
  const rows = [...areas].toSorted(([one], [other]) => one.localeCompare(other))
  const sum = (pick: (row: Row) => number): number => rows.reduce((total, [, row]) => total + pick(row), 0)
  const all: [string, Row] = ['all', { cases: sum(({ cases }) => cases), right: sum(({ right }) => right) }]
  const width = Math.max(...rows.map(([area]) => area.length), 'area'.length)
  const line = (...[area, cases, right]: [string, string, string]): string =>
    `| ${area.padEnd(width)} | ${cases.padStart(5)} | ${right.padStart(5)} |`
  return [
    line('area', 'cases', 'right'),
    `|${'-'.repeat(width + 2)}|${'-'.repeat(6)}:|${'-'.repeat(6)}:|`,
    ...[...rows, all].map(([area, { cases, right }]) => line(area, String(cases), String(right))),
  ].join('\n')
}
