"""Tables of an app that are created in one step."""

from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from mueang.lib.tables import CreateTables

KEY = ("id", models.BigAutoField(primary_key=True))
TABLES = CreateTables(
    [
        CreateModel("Tree", [KEY, ("height_metres", models.PositiveIntegerField())]),
        CreateModel(
            "Fruit",
            [KEY, ("tree", models.ForeignKey("orchard.Tree", models.PROTECT)), ("grams", models.IntegerField())],
            {
                "constraints": [
                    models.CheckConstraint(condition=models.Q(grams__gt=0), name="fruit_has_weight"),
                    models.UniqueConstraint(fields=["tree", "grams"], name="no_two_fruits_weigh_the_same"),
                ],
                "indexes": [models.Index(fields=["grams"], name="fruit_by_weight")],
            },
        ),
    ]
)


def apply(state: ProjectState, *, back: bool = False) -> ProjectState:
    after = state.clone()
    TABLES.state_forwards("orchard", after)
    with connection.schema_editor(atomic=True) as editor:
        if back:
            TABLES.database_backwards("orchard", editor, after, state)
        else:
            TABLES.database_forwards("orchard", editor, state, after)
    return after


def test_tables_stand_with_their_keys_indexes_and_constraints_and_go_again(transactional_db):
    before = ProjectState()

    apply(before)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "orchard_fruit")
        keys = connection.introspection.get_relations(cursor, "orchard_fruit")
    apply(before, back=True)

    assert {"fruit_has_weight", "no_two_fruits_weigh_the_same", "fruit_by_weight"} <= set(found)
    assert keys["tree_id"][1] == "orchard_tree"
    assert not {"orchard_tree", "orchard_fruit"} & set(connection.introspection.table_names())


def test_what_stands_is_not_rendered_again_for_new_tables():
    standing = CreateModel("Gardener", [KEY])
    state = ProjectState()
    standing.state_forwards("orchard", state)
    gardener = state.apps.get_model("orchard", "Gardener")

    after = state.clone()
    TABLES.state_forwards("orchard", after)

    assert after.apps.get_model("orchard", "Gardener") is gardener
    fruit, tree = after.apps.get_model("orchard", "Fruit"), after.apps.get_model("orchard", "Tree")
    assert fruit._meta.get_field("tree").related_model is tree
    assert [related.related_model for related in tree._meta.related_objects] == [fruit]


def test_a_state_nobody_looked_at_stays_unrendered():
    state = ProjectState()

    TABLES.state_forwards("orchard", state)

    assert "apps" not in state.__dict__
    assert state.apps.get_model("orchard", "Fruit")


def test_the_plan_names_the_tables():
    assert TABLES.describe() == "Create the tables Tree, Fruit"
