import type { Chance } from '../simulation/chance.ts'

/** One parser under fire. */
export interface Target {
  readonly name: string
  /** How many times fewer inputs it is given. */
  readonly slowness: number
  /** @returns whether the input was accepted @throws when the parser breaks its word */
  shoot(chance: Chance): boolean | Promise<boolean>
  /** Gives back what it took; after the last shot. */
  end?(): Promise<void>
}
