import type { AnswerOf } from '../../api/createApi.ts'

export type Unit = AnswerOf<'GET /units'>['items'][number]
