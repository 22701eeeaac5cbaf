import type { TestStep, TestedAddress } from '#shared/operations/remoteTest.ts'
import { testSteps } from '#shared/operations/remoteTest.ts'
import { remoteUrl } from '../config/hosts.ts'
import { probeHomeport } from './probeHomeport.ts'
import { connectTcp } from './connectTcp.ts'
import { type ClassifiedAddress, classifyAddress } from './classifyAddress.ts'
import { measureRoundTrip, openSocket } from './openSocket.ts'
import type { Proof } from './proofs.ts'
import { tlsHandshake } from './tlsHandshake.ts'
import { type Outcome, type StepName, skippedStep, testStepOf } from './step.ts'

export interface AddressOptions extends ClassifiedAddress {
  readonly host: string
  readonly ownCa: string | null
  readonly now: number
  readonly proof: Proof
}

/** Everything from the address on; the first failure ends it. `found`: the step that led to the address. */
export async function testAddress(found: TestStep, options: AddressOptions): Promise<TestedAddress> {
  const steps: TestStep[] = [found]
  const outcome = (await goThrough(options, (step, result) => steps.push(testStepOf(step, result)))) ? 'works' : 'fails'
  const { host, address, reach } = options
  return { host, address, reach, outcome, steps: filledUp(steps) }
}

/** All seven, those that were not tried as skipped. */
export function filledUp(steps: readonly TestStep[]): TestStep[] {
  return testSteps.map((name) => steps.find(({ step }) => step === name) ?? skippedStep(name))
}

type Report = (step: StepName, outcome: Outcome<unknown>) => void

/** True when nothing failed. Every step ends what the one before opened. */
async function goThrough(options: AddressOptions, report: Report): Promise<boolean> {
  const { host, address, port, ownCa, proof } = options
  const judged = classifyAddress(options)
  report('address', judged)
  if (judged.kind === 'failed') {
    return false
  }
  const connected = await connectTcp(options)
  report('connect', connected)
  if (connected.kind === 'failed') {
    return false
  }
  const secured = await tlsHandshake(connected.value, options)
  report('tls', secured)
  if (secured.kind === 'failed') {
    return false
  }
  const origin = remoteUrl(host, port)
  const answered = await probeHomeport(secured.value, origin.replace('https://', ''), proof)
  report('homeport', answered)
  return answered.kind === 'passed' && goThroughSocket({ origin, address, ownCa }, report)
}

async function goThroughSocket(options: Parameters<typeof openSocket>[0], report: Report): Promise<boolean> {
  const opened = await openSocket(options)
  report('socket', opened)
  if (opened.kind === 'failed') {
    return false
  }
  const measured = await measureRoundTrip(opened.value)
  report('round_trip', measured)
  return measured.kind === 'passed'
}
