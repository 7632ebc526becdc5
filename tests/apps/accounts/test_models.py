"""What accounts and grants call themselves."""

from factories.rows import RoleGrantFactory, UserFactory


def test_an_account_is_called_by_its_shown_name_or_else_by_its_sign_in_name(db):
    assert str(UserFactory(display_name="สมศรี")) == "สมศรี"
    assert str(UserFactory(username="somsri", display_name="")) == "somsri"


def test_a_grant_names_role_and_kind_of_place(db):
    assert "(" in str(RoleGrantFactory())
