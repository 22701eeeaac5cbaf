import type { TestStep, testSteps } from '#shared/operations/remoteTest.ts'

export type StepName = (typeof testSteps)[number]

/** The result of a step; `value` is what the next ones use. */
export type Outcome<T> =
  | { readonly kind: 'passed'; readonly text: string; readonly advice: string | null; readonly value: T }
  | { readonly kind: 'failed'; readonly text: string; readonly advice: string | null }

export function passed<T>(text: string, value: T): Outcome<T> {
  return { kind: 'passed', text, advice: null, value }
}

/** It goes on, but the owner should know. */
export function warned<T>(text: string, advice: string, value: T): Outcome<T> {
  return { kind: 'passed', text, advice, value }
}

export function failed(text: string, advice: string | null = null): Outcome<never> {
  return { kind: 'failed', text, advice }
}

/** The step as the answer shows it. */
export function testStepOf(step: StepName, { kind, text, advice }: Outcome<unknown>): TestStep {
  return { step, state: kind === 'failed' ? 'failed' : advice === null ? 'ok' : 'hint', text, advice }
}

export function skippedStep(step: StepName): TestStep {
  return { step, state: 'skipped', text: '', advice: null }
}

/** Milliseconds that each step may take; all of them together stay below the 15 seconds that are promised. */
export const timeLimits = {
  name: 2000,
  connect: 2500,
  tls: 2500,
  homeport: 2000,
  socket: 2000,
  round_trip: 1500,
} as const
