"""What the page of knowledge needs, over a real database, with a reader and vectors that need no model."""

import asyncio

from app.dialogue.language_lore import background, lore
from app.stores.knowledge import SqlDocuments
from app.stores.knowledge_questions import SqlEntries, SqlOpenQuestions
from app.stores.wishes import SqlUnknownWishes
from app.usecases.read_documents import Reading
from app.usecases.search_knowledge import Library, Tongue
from app.web.knowledge import KnowledgeEdge
from tests.fakes.knowledge import DocumentsAlone, FakeReader
from tests.web.pages.office import Office

SLOWEST_MACHINE_S = 120.0
LEAFLET = b"## Schiene\nEine Schiene kostet 280 Euro.\n\n## Bleaching\nEin Bleaching bieten wir nicht an.\n"


def knowing(office: Office) -> KnowledgeEdge:
    documents = SqlDocuments(office.database)
    library = Library(documents, lambda one: Tongue(lore(one), background(one)), answer_within_s=SLOWEST_MACHINE_S)
    return KnowledgeEdge(
        documents=documents,
        questions=SqlOpenQuestions(office.database),
        entries=SqlEntries(office.database, office.clock),
        preparing=Reading(documents, FakeReader(), office.clock),
        asking=DocumentsAlone(library),
        nearest=library,
        news=asyncio.Event(),
        businesses=office.businesses,
        clock=office.clock,
        wishes=SqlUnknownWishes(office.database),
    )


async def read_all(edge: KnowledgeEdge) -> None:
    assert isinstance(edge.preparing, Reading)
    for document in await edge.documents.unread(model=None):
        await edge.preparing.read(document)
