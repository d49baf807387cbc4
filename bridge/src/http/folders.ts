import { Router } from 'express'
import { ROUTES } from '../contract.ts'
import { listFolders } from '../db/folders.ts'
import { readDocumentVersions, readInternalDocuments } from '../flows/folders/read-documents.ts'
import { changeFolder, createFolder } from '../flows/folders/put-folder.ts'
import type { World } from '../flows/world.ts'
import { mount } from './mount.ts'

/** The internal documents of a DAC. Under /api/v1. */
export function folders(world: World): Router {
  const router = Router()
  mount(router, world, ROUTES.listFolders, ({ params, query }) => listFolders(world.db, params.id, query))
  mount(router, world, ROUTES.createFolder, ({ params, body, asked }) => createFolder(world, params.id, body.name, asked))
  mount(router, world, ROUTES.putFolder, ({ params, body, asked }) => changeFolder(world, params.id, params.folderId, body, asked))
  mount(router, world, ROUTES.listInternalDocuments, ({ params, query, caller }) =>
    readInternalDocuments(world, params.id, query, caller.kind === 'person' ? caller.personId : null),
  )
  mount(router, world, ROUTES.listDocumentVersions, ({ params, query, caller }) =>
    readDocumentVersions(world, params.id, params.series, query, caller.kind === 'person' ? caller.personId : null),
  )
  return router
}
