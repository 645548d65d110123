"""Who works in the registry: the programme office writes; who prepares or approves figures reads along."""

from typing import Annotated

from fastapi import Depends

from services.kit.access import Allow, Who

Office = Annotated[Who, Depends(Allow("programme", "admin"))]
INSIDE = Allow("programme", "analyst", "approver", "admin", "service")
Inside = Annotated[Who, Depends(INSIDE)]
