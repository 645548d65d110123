"""Tables of the identity service, a file per slice."""

from services.identity.tables.accounts import account as account
from services.identity.tables.accounts import sign_in as sign_in
from services.identity.tables.accounts import visit as visit
from services.identity.tables.clients import client as client
from services.identity.tables.clients import signing_key as signing_key
from services.identity.tables.clients import wrong_try as wrong_try
from services.identity.tables.schema import metadata as metadata
