export const words = {
  pullFurther: 'Pull to ask the workstation again',
  letGo: 'Let go to ask the workstation again',
  asking: 'Asking the workstation…',
} as const
